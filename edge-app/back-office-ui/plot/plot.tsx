import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts';
import { useEffect, useRef } from 'react';

// Only what our plots use; SVG prints sharply and needs no canvas. Tooltips are drawn (`richText`), since a page without inline styles would refuse HTML ones.
use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** A plot that follows its option and its box. `label` says in words what it shows; the figures stand beside it as text or table. */
export function Plot({ option, height, label }: { readonly option: EChartsOption; readonly height: number; readonly label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<EChartsType | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const drawn = init(element, null, { renderer: 'svg' });
    plot.current = drawn;
    const follow = new ResizeObserver(() => { drawn.resize(); });
    follow.observe(element);
    return () => {
      follow.disconnect();
      drawn.dispose();
      plot.current = null;
    };
  }, []);
  useEffect(() => { plot.current?.setOption(option, { notMerge: true }); }, [option]);
  return <div ref={box} className="plot" style={{ height }} role="img" aria-label={label} />;
}
