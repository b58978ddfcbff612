import { Tooltip } from '@base-ui/react/tooltip';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { useState, useSyncExternalStore } from 'react';
import { showToast, undoNewest } from '../../components/toast-store.ts';
import { Toaster } from '../../components/toaster.tsx';
import { text } from '../../text.ts';
import { BottomBar } from './bottom-bar.tsx';
import { toggleRail, toggleTheme, usePreference } from './preferences.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useShortcuts } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';

const narrow = matchMedia('(max-width: 1279px)');

const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );

const copyLink = async (): Promise<void> => {
  await navigator.clipboard.writeText(location.href);
  showToast({ message: text.linkCopied });
};

const useFrameShortcuts = (onSheet: () => void): void => {
  const navigate = useNavigate();
  useShortcuts(
    [
      { keys: 'g h', label: text.keys.home, run: () => void navigate({ to: '/' }) },
      { keys: 'g e', label: text.keys.experiments, run: () => void navigate({ to: '/experiments' }) },
      { keys: 'y', label: text.keys.copyLink, run: () => void copyLink() },
      { keys: '[', label: text.keys.sidebar, run: toggleRail },
      { keys: 'Alt+M', label: text.keys.theme, run: toggleTheme },
      { keys: 'Ctrl+Z', label: text.keys.undo, run: undoNewest },
      { keys: '?', label: text.keys.sheet, run: onSheet },
    ],
    'frame',
  );
};

/** What stays around every page. */
export const AppFrame = () => {
  const [sheet, setSheet] = useState(false);
  const rail = usePreference('rail') === 'yes';
  const isNarrow = useIsNarrow();
  useFrameShortcuts(() => setSheet(true));
  return (
    <Tooltip.Provider delay={300}>
      <a
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          (
            document.querySelector<HTMLElement>('[role=grid]') ?? document.querySelector<HTMLElement>('main')
          )?.focus();
        }}
        className="sr-only rounded-ctl bg-accent px-3 py-1.5 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {text.skip}
      </a>
      <div
        className={clsx(
          'grid h-dvh max-tablet:grid-cols-1 max-tablet:grid-rows-[minmax(0,1fr)_auto]',
          rail || isNarrow ? 'grid-cols-[48px_minmax(0,1fr)]' : 'grid-cols-[200px_minmax(0,1fr)]',
        )}
      >
        <Sidebar rail={rail || isNarrow} onShortcuts={() => setSheet(true)} />
        <Outlet />
        <BottomBar />
      </div>
      <Toaster />
      <ShortcutSheet open={sheet} onOpenChange={setSheet} />
    </Tooltip.Provider>
  );
};
