import { RotateCcw } from 'lucide-react';
import { type CSSProperties, type ReactNode, useId } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../text.ts';

export interface ChartToolbarProps {
  readonly smoothing: number;
  readonly log: boolean;
  readonly zoomed: boolean;
  onSmoothing(strength: number): void;
  onLog(log: boolean): void;
  onResetZoom(): void;
  readonly children?: ReactNode;
}

/** Settings of every chart on the page. */
export const ChartToolbar = (props: ChartToolbarProps) => {
  const slider = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {props.children}
      <div className="flex items-center gap-2 text-2">
        <label htmlFor={slider}>{text.chart.smoothing}</label>
        <input
          id={slider}
          type="range"
          min={0}
          max={0.99}
          step={0.01}
          value={props.smoothing}
          onChange={(event) => props.onSmoothing(Number(event.target.value))}
          className="w-24"
          style={{ '--filled': `${(props.smoothing / 0.99) * 100}%` } as CSSProperties}
        />
        <output htmlFor={slider} className="w-8 text-1">
          {props.smoothing.toFixed(2)}
        </output>
      </div>
      <Button variant="quiet" pressed={props.log} onClick={() => props.onLog(!props.log)}>
        {text.chart.logScale}
      </Button>
      {props.zoomed && (
        <Button variant="quiet" icon={<Icon of={RotateCcw} small />} onClick={props.onResetZoom}>
          {text.chart.resetZoom}
        </Button>
      )}
    </div>
  );
};
