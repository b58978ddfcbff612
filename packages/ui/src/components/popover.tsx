import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

export interface PopoverProps {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly open?: boolean;
  onOpenChange?(open: boolean): void;
  readonly children: ReactNode;
}

/** For choosing, beside what it changes. */
export const Popover = ({ label, trigger, open, onOpenChange, children }: PopoverProps) => (
  <Base.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner side="bottom" align="end" sideOffset={6} className="z-30">
        <Base.Popup
          aria-label={label}
          className="popup rounded-card border border-line-2 bg-pop shadow-pop outline-none"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
