// What judges by a chart's own schemas; loaded where there is such a chart, since the published ones need no library.
export {judgeOf, type ChartJudge, type UnjudgedSchema} from './judge-chart.js'
