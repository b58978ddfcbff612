import { type ReactNode, useRef } from 'react';

/** Shows a value and, when it is another than before, a brief fade behind it. Nothing moves. */
export const Changing = ({ value, children }: { readonly value: unknown; readonly children: ReactNode }) => {
  const seen = useRef({ value, version: 0 });
  if (!Object.is(seen.current.value, value)) seen.current = { value, version: seen.current.version + 1 };
  const { version } = seen.current;
  // A new key starts the animation over.
  return (
    <span key={version} className={version > 0 ? 'changed' : undefined}>
      {children}
    </span>
  );
};
