import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  run(): void;
}

export const Menu = ({
  trigger,
  items,
}: {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
}) => (
  <Base.Root>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner side="bottom" align="end" sideOffset={4} className="z-30">
        <Base.Popup className="popup min-w-40 rounded-card border border-line-2 bg-pop p-1 shadow-pop outline-none">
          {items.map((item) => (
            <Base.Item
              key={item.label}
              onClick={item.run}
              className={clsx(
                'flex h-7 items-center gap-2 rounded-ctl px-2 outline-none data-highlighted:bg-hover',
                item.danger === true && 'text-bad',
              )}
            >
              {item.icon}
              {item.label}
            </Base.Item>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
