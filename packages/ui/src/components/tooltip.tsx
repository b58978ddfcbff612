import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

export interface TooltipProps {
  readonly label: ReactNode;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement;
}

/** A short label on hover and focus. The child carries its own accessible name. */
export const Tooltip = ({ label, side = 'bottom', children }: TooltipProps) => (
  <Base.Root>
    <Base.Trigger render={children} delay={300} />
    <Base.Portal>
      <Base.Positioner side={side} sideOffset={6} className="z-50">
        <Base.Popup className="popup max-w-90 rounded-ctl border border-line-2 bg-pop px-2 py-1 text-small text-2 shadow-pop wrap-anywhere">
          {label}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
