import { Link } from '@tanstack/react-router';
import { CircleQuestionMark, FlaskConical, House, Moon, PanelLeft, Settings, Sun } from 'lucide-react';
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Logo } from '../../components/logo.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { text } from '../../text.ts';
import { ConnectionRow } from './connection-row.tsx';
import { toggleRail, toggleTheme, useIsDark, usePreference } from './preferences.ts';

const ITEM =
  'flex h-7 items-center gap-2.25 rounded-ctl px-2 text-2 no-underline hover:bg-hover hover:text-1 hover:no-underline';
const ACTIVE = 'bg-press! text-1! font-strong';

interface NavItemProps {
  readonly to: '/' | '/experiments' | '/settings';
  readonly icon: LucideIcon;
  readonly label: string;
  readonly rail: boolean;
}

const NavItem = ({ to, icon, label, rail }: NavItemProps) => {
  const link = (
    <Link
      to={to}
      className={clsx(ITEM, rail && 'justify-center px-0')}
      activeProps={{ className: ACTIVE }}
      activeOptions={{ exact: to === '/', includeSearch: false }}
    >
      <Icon of={icon} />
      <span className={rail ? 'sr-only' : undefined}>{label}</span>
    </Link>
  );
  return rail ? (
    <Tooltip side="right" label={label}>
      {link}
    </Tooltip>
  ) : (
    link
  );
};

export interface SidebarProps {
  readonly rail: boolean;
  onShortcuts(): void;
}

export const Sidebar = ({ rail, onShortcuts }: SidebarProps) => {
  const dark = useIsDark();
  const chosen = usePreference('rail') === 'yes';
  return (
    <nav
      aria-label={text.nav.label}
      className="flex min-h-0 flex-col border-r border-line bg-sunken px-2 max-tablet:hidden"
    >
      <div className={clsx('flex h-11 shrink-0 items-center gap-2', rail ? 'justify-center' : 'pr-1 pl-1.5')}>
        <Link to="/" aria-label={text.nav.toHome} className="flex items-center gap-2 hover:no-underline">
          <Logo />
          {!rail && <span className="text-[15px] font-bold tracking-[-.03em]">millrace</span>}
        </Link>
        {!rail && (
          <IconButton
            label={text.nav.toRail}
            shortcut="["
            className="ml-auto"
            icon={<Icon of={PanelLeft} small />}
            onClick={toggleRail}
          />
        )}
      </div>
      <div className="mt-1 flex flex-col gap-px">
        <NavItem to="/" icon={House} label={text.nav.home} rail={rail} />
        <NavItem to="/experiments" icon={FlaskConical} label={text.nav.experiments} rail={rail} />
      </div>
      <div className={clsx('mt-auto flex flex-col gap-px pb-2', rail && 'items-stretch')}>
        {rail && chosen && (
          <IconButton
            label={text.nav.toSidebar}
            shortcut="["
            className="mx-auto"
            icon={<Icon of={PanelLeft} />}
            onClick={toggleRail}
          />
        )}
        <NavItem to="/settings" icon={Settings} label={text.nav.settings} rail={rail} />
        <button type="button" onClick={onShortcuts} className={clsx(ITEM, rail && 'justify-center px-0')}>
          <Icon of={CircleQuestionMark} />
          <span className={rail ? 'sr-only' : undefined}>{text.nav.shortcuts}</span>
          {!rail && <span className="ml-auto text-small text-3">?</span>}
        </button>
      </div>
      <ConnectionRow rail={rail}>
        <IconButton
          label={dark ? text.nav.toLight : text.nav.toDark}
          shortcut="Alt M"
          className="ml-auto"
          icon={<Icon of={dark ? Sun : Moon} small />}
          onClick={toggleTheme}
        />
      </ConnectionRow>
    </nav>
  );
};
