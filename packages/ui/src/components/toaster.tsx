import { TriangleAlert, Undo2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { text } from '../text.ts';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import { closeToast, type Toast, useToasts } from './toast-store.ts';

const SECONDS = 10;

/** Seconds left; time stands still while the pointer or the focus rests on the toast. */
const useCountdown = (toast: Toast, held: boolean): number => {
  const [left, setLeft] = useState(SECONDS);
  const stays = toast.tone === 'bad';
  useEffect(() => {
    if (held || stays) return;
    if (left === 0) {
      closeToast(toast.id);
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [held, left, stays, toast.id]);
  return left;
};

const ToastCard = ({ toast }: { readonly toast: Toast }) => {
  const [held, setHeld] = useState(false);
  const left = useCountdown(toast, held);
  return (
    <li
      className="flex min-h-9 w-88 items-center gap-2 rounded-card border border-line-2 bg-pop py-1 pr-1.5 pl-3 shadow-pop"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.tone === 'bad' && <Icon of={TriangleAlert} small className="text-bad" />}
      <span className="min-w-0 flex-1 py-1 wrap-anywhere">{toast.message}</span>
      {toast.tone !== 'bad' && <span className="text-small text-3" aria-hidden="true">{`${left} s`}</span>}
      {toast.undo !== undefined && (
        <Button
          small
          icon={<Icon of={Undo2} small />}
          onClick={() => {
            closeToast(toast.id);
            toast.undo?.();
          }}
        >
          {text.undo} <Kbd>Ctrl Z</Kbd>
        </Button>
      )}
      <IconButton label={text.close} icon={<Icon of={X} small />} onClick={() => closeToast(toast.id)} />
    </li>
  );
};

export const Toaster = () => (
  <div role="status">
    <ul className="pointer-events-none fixed bottom-9 left-3 z-40 flex flex-col gap-2 *:pointer-events-auto max-tablet:bottom-16">
      {useToasts().map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ul>
  </div>
);
