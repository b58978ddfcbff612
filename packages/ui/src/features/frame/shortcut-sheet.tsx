import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { text } from '../../text.ts';
import { type Shortcut, useActiveShortcuts } from './shortcuts.ts';

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', Enter: '↵', ' ': 'Space' };

const Keys = ({ keys }: { readonly keys: string }) => (
  <span className="ml-auto flex gap-1">
    {keys.split(/[ +](?=.)/).map((key) => (
      <Kbd key={key}>{NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</Kbd>
    ))}
  </span>
);

const Group = ({ shortcuts }: { readonly shortcuts: readonly Shortcut[] }) => (
  <dl className="grid grid-cols-2 gap-x-8 max-tablet:grid-cols-1">
    {shortcuts.map((shortcut) => (
      <div key={shortcut.keys} className="flex h-7 items-center">
        <dt>{shortcut.label}</dt>
        <dd className="ml-auto">
          <Keys keys={shortcut.keys} />
        </dd>
      </div>
    ))}
  </dl>
);

export interface ShortcutSheetProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

/** Every key that works on this page, the page's own first. */
export const ShortcutSheet = ({ open, onOpenChange }: ShortcutSheetProps) => {
  const groups = useActiveShortcuts().filter((group) => group.length > 0);
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="popup fixed top-1/2 left-1/2 z-50 max-h-[85vh] w-140 max-w-[92vw] -translate-1/2 overflow-auto rounded-card border border-line-2 bg-pop p-4 shadow-pop outline-none"
        >
          <div className="mb-2 flex items-center">
            <Dialog.Title className="text-title">{text.nav.shortcuts}</Dialog.Title>
            <Dialog.Close
              render={<IconButton label={text.close} icon={<Icon of={X} small />} className="ml-auto" />}
            />
          </div>
          <div className="flex flex-col gap-3 divide-y divide-line [&>*:not(:last-child)]:pb-3">
            {groups.map((shortcuts) => (
              <Group key={shortcuts[0]?.keys} shortcuts={shortcuts} />
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
