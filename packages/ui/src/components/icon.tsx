import type { LucideIcon } from 'lucide-react';

export interface IconProps {
  readonly of: LucideIcon;
  readonly small?: boolean;
  readonly className?: string;
}

/** One stroke, two sizes. Decorative: whatever holds it has the words. */
export const Icon = ({ of: Shape, small = false, className }: IconProps) => (
  <Shape
    size={small ? 14 : 16}
    strokeWidth={1.5}
    aria-hidden="true"
    className={`shrink-0 ${className ?? ''}`}
  />
);
