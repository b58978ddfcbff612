import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { text } from '../text.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

export const CopyButton = ({ value, label }: { readonly value: string; readonly label: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <IconButton
      label={copied ? text.copied : label}
      icon={<Icon of={copied ? Check : Copy} small />}
      className="size-6!"
      onClick={() => void copy()}
    />
  );
};
