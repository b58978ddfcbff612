/** Stands where something will stand, at its size. */
export const Skeleton = ({ className }: { readonly className: string }) => (
  <span aria-hidden="true" className={`skeleton block ${className}`} />
);
