import { Link } from '@tanstack/react-router';
import { FlaskConical, House, type LucideIcon, Settings } from 'lucide-react';
import { text } from '../../text.ts';

interface ItemProps {
  readonly to: '/' | '/experiments' | '/settings';
  readonly icon: LucideIcon;
  readonly label: string;
}

const Item = ({ to, icon: Shape, label }: ItemProps) => (
  <Link
    to={to}
    className="flex flex-col items-center justify-center gap-0.5 text-[11px]/[14px] text-2 hover:no-underline"
    activeProps={{ className: 'text-accent! font-strong' }}
    activeOptions={{ exact: to === '/', includeSearch: false }}
  >
    <Shape size={20} strokeWidth={1.5} aria-hidden="true" />
    {label}
  </Link>
);

/** The sidebar's place on a phone, within reach of a thumb. */
export const BottomBar = () => (
  <nav
    aria-label={text.nav.label}
    className="grid h-13.5 shrink-0 grid-cols-3 border-t border-line bg-sunken tablet:hidden"
  >
    <Item to="/" icon={House} label={text.nav.home} />
    <Item to="/experiments" icon={FlaskConical} label={text.nav.experiments} />
    <Item to="/settings" icon={Settings} label={text.nav.settings} />
  </nav>
);
