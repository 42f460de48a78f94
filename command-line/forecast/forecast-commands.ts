import path from 'node:path';
import type { Command } from 'commander';
import { openDemandModel } from 'edge-app/inference-host/demand-runtime.ts';
import { FORECAST_DAYS, LONGEST_SUM_DAYS } from 'retail-model/replenishment/demand-forecast.ts';
import { dayNumber } from 'retail-model/replenishment/demand-series.ts';
import { backtest, type BacktestReport } from './backtest.ts';
import { convertFrn } from './convert-frn.ts';
import { convertM5 } from './convert-m5.ts';
import { InputError } from './csv-rows.ts';
import { readHistory, type HistoryFiles } from './read-history.ts';
import { forecastStores, trainOn, writeForecasts, writeModel } from './train-and-predict.ts';

interface InputOptions { readonly sales: string; readonly prices?: string; readonly promotions?: string; readonly calendar?: string; readonly weather?: string; readonly stockouts?: string; readonly openHours: string }
interface TrainOptions extends InputOptions { readonly until: string; readonly out: string; readonly rows: string; readonly trees: string; readonly leaves: string; readonly seed: string }
interface PredictOptions extends InputOptions { readonly model: string; readonly from: string; readonly days: string; readonly out: string; readonly sumDays?: string }
interface BacktestOptions extends InputOptions { readonly origins: string; readonly days: string; readonly sumDays: string; readonly model?: string; readonly rows: string; readonly trees: string; readonly leaves: string; readonly seed: string; readonly unseenStores: string; readonly unseenItems: string; readonly ets: string; readonly json: boolean }
interface ConvertOptions { readonly folder: string; readonly out: string; readonly sales?: string; readonly days?: string }

/** Adds `forecast train | predict | backtest | convert` to the command. Wrong input ends with one clear line and exit code 1. */
export function forecastCommands(program: Command): void {
  const forecast = program.command('forecast').description('Train a demand model, forecast with it, measure it. 需求预测：训练、预测、回测。');

  withInputs(forecast.command('train').description('Learn from everything up to and including --until, and write one ONNX file'))
    .requiredOption('--until <date>', 'last day to learn from')
    .requiredOption('--out <model.onnx>', 'where the model goes; its card beside it')
    .option('--rows <n>', 'about how many examples', '1000000').option('--trees <n>', 'trees', '400').option('--leaves <n>', 'leaves of a tree', '63').option('--seed <n>', 'the same seed gives the same bytes', '7')
    .action(guarded(async (options: TrainOptions) => {
      const history = await readHistory(filesOf(options), say);
      say(`${history.rows} rows, ${history.items.length} items of stores`);
      const trained = await trainOn(history, dateOf(options.until) + 1, { rows: countOf(options.rows), trees: countOf(options.trees), leaves: countOf(options.leaves), seed: Number(options.seed) }, say);
      const sha256 = await writeModel(options.out, trained);
      console.log(JSON.stringify({ model: options.out, bytes: trained.file.length, sha256, rows: trained.facts.rows, series: trained.facts.series, trainedFrom: trained.facts.trainedFrom, trainedUntil: trained.facts.trainedUntil }));
    }));

  withInputs(forecast.command('predict').description('Forecast the days from --from on; sales of that day and later are not looked at'))
    .requiredOption('--model <model.onnx>', 'a model made by train').requiredOption('--from <date>', 'first day to forecast').requiredOption('--days <n>', `how many, at most ${FORECAST_DAYS}`).requiredOption('--out <csv>', 'store,item,date,mean,q05 … q995')
    .option('--sum-days <list>', `also sums over these many days, at most ${LONGEST_SUM_DAYS}: a second file beside --out, ending in -sums`)
    .action(guarded(async (options: PredictOptions) => {
      const days = daysOf(options.days);
      const sumDays = listOf(options.sumDays ?? '').map(countOf);
      if (sumDays.some((length) => length > LONGEST_SUM_DAYS)) throw new InputError(`--sum-days: sums reach at most ${LONGEST_SUM_DAYS} days`);
      const opened = await openDemandModel(options.model, { sha256: null, threads: 2 });
      if (!opened.ok) throw new InputError(opened.error);
      const history = await readHistory(filesOf(options), say);
      const fromDay = dateOf(options.from);
      const sumsOut = sumDays.length > 0 ? sumsFile(options.out) : null;
      const items = await writeForecasts({ stores: forecastStores(history, fromDay, opened.value, sumDays), fromDay, days, out: options.out, sumsOut, onProgress: say });
      await opened.value.close();
      console.log(JSON.stringify({ out: options.out, sums: sumsOut, items, days, model: opened.value.facts.version }));
    }));

  withInputs(forecast.command('backtest').description('Forecast known days as if they were to come, beside the simple methods'))
    .requiredOption('--origins <dates>', 'last known days, with commas').option('--days <n>', 'days ahead', '28').option('--sum-days <list>', 'sums whose coverage is measured', '2,4,7')
    .option('--model <model.onnx>', 'measure this one; without it, one is trained on what came before the first origin')
    .option('--unseen-stores <list>', 'stores that training must not see', '').option('--unseen-items <list>', 'items that training must not see', '').option('--ets <n>', 'fit ETS of R’s package forecast to so many items; 0 for none', '0')
    .option('--rows <n>', 'examples to train on', '1000000').option('--trees <n>', 'trees', '400').option('--leaves <n>', 'leaves of a tree', '63').option('--seed <n>', 'seed of training', '7').option('--json', 'one line of JSON', false)
    .action(guarded(async (options: BacktestOptions) => {
      const history = await readHistory(filesOf(options), say);
      const report = await backtest(history, {
        origins: listOf(options.origins).map(dateOf).sort((a, b) => a - b), days: daysOf(options.days), sumDays: listOf(options.sumDays).map(countOf), model: options.model ?? null,
        train: { rows: countOf(options.rows), trees: countOf(options.trees), leaves: countOf(options.leaves), seed: Number(options.seed) },
        unseenStores: new Set(listOf(options.unseenStores)), unseenItems: new Set(listOf(options.unseenItems)), etsItems: Number(options.ets),
      }, say);
      console.log(options.json ? JSON.stringify(report) : table(report));
    }));

  const convert = forecast.command('convert').description('Turn public data sets into the CSV files that the other commands read');
  convert.command('m5').requiredOption('--folder <folder>', 'with calendar.csv, the wide sales and prices_weekly.csv.gz').requiredOption('--out <folder>').option('--sales <file>', 'the wide sales file inside', 'dev_sales_d1-1885.csv.gz')
    .action(guarded(async ({ folder, out, sales }: ConvertOptions) => convertM5({ sales: path.resolve(folder, sales!), prices: path.join(folder, 'prices_weekly.csv.gz'), calendar: path.join(folder, 'calendar.csv'), out, onProgress: say })));
  convert.command('frn').requiredOption('--folder <folder>', 'with calendar.csv and the run-length days').requiredOption('--out <folder>').option('--days <file>', 'the file of days inside', 'dev_days00-61.csv.gz')
    .action(guarded(async ({ folder, out, days }: ConvertOptions) => convertFrn({ days: path.resolve(folder, days!), calendar: path.join(folder, 'calendar.csv'), out, onProgress: say })));
}

/** The file of sums that belongs to a file of days: `forecast.csv` → `forecast-sums.csv`. */
const sumsFile = (out: string): string => out.replace(/(\.csv(?:\.gz)?)?$/i, (ending) => `-sums${ending || '.csv'}`);

function withInputs(command: Command): Command {
  return command.requiredOption('--sales <csv>', 'store,item,date,sales (also .gz)').option('--prices <csv>', 'store,item,date,price; valid from that date').option('--promotions <csv>', 'store,item,from,to,discount').option('--calendar <csv>', 'date,holiday,event; without it the Chinese holidays')
    .option('--weather <csv>', 'store,date,temperature,precipitation; accepted, not used: it gained nothing (docs/forecasting.md)').option('--stockouts <csv>', 'store,item,date,hours without stock').option('--open-hours <n>', 'opening hours a day', '16');
}

const filesOf = (options: InputOptions): HistoryFiles => ({ sales: options.sales, prices: options.prices ?? null, promotions: options.promotions ?? null, calendar: options.calendar ?? null, stockouts: options.stockouts ?? null, openHours: countOf(options.openHours) });

function dateOf(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayNumber(text) : NaN;
  if (Number.isNaN(day)) throw new InputError(`“${text}” is no date like 2026-01-31`);
  return day;
}
function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InputError(`“${text}” is no whole number from 1 on`);
  return count;
}
function daysOf(text: string): number {
  const days = countOf(text);
  if (days > FORECAST_DAYS) throw new InputError(`--days ${days}: a forecast reaches at most ${FORECAST_DAYS} days`);
  return days;
}
const listOf = (text: string): string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function guarded<Options>(action: (options: Options) => Promise<void>): (options: Options) => Promise<void> {
  return async (options) => {
    try {
      await action(options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function table(report: BacktestReport): string {
  const methods = report.methods.map((one) => [one.method, String(one.items), one.rmsse.toFixed(4), one.wrmsse.toFixed(4), one.spl.toFixed(4), one.wspl.toFixed(4), percent(one.wape), percent(one.bias), one.coverage.slice(5, 9).map(percent).join(' '), Number.isNaN(one.sumCoverage[0]!) ? '-' : one.sumCoverage.slice(5, 9).map(percent).join(' ')]);
  const gains = report.gains.map((one) => `${one.figure} against ${one.against}: ${one.gain.toFixed(2)} % better (95 %: ${one.low.toFixed(2)} … ${one.high.toFixed(2)}), ${one.items} items`);
  const rows = [['method', 'items', 'RMSSE', 'WRMSSE', 'SPL', 'WSPL', 'WAPE', 'bias', 'days below q90 q95 q975 q99', 'sums below q90 q95 q975 q99'], ...methods];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const unseen = report.unseen ? [`unseen items (${report.unseen.items}): against Holt-Winters WRMSSE ${report.unseen.wrmsse.toFixed(2)} %, WSPL ${report.unseen.wspl.toFixed(2)} %; seen ones ${report.unseen.seenWrmsse.toFixed(2)} %, ${report.unseen.seenWspl.toFixed(2)} %`] : [];
  return [...rows.map((row) => row.map((text, column) => text.padEnd(widths[column]!)).join('  ')), '', ...gains, ...unseen, ...report.notes].join('\n');
}
