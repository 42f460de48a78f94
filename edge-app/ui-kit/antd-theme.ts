import type { ThemeConfig } from 'antd';
import { palette } from './palette.ts';

/** antd in our colours and measures, for the back office and head office: dense, calm, 13/14/16/20/28. */
export const antdTheme: ThemeConfig = {
  token: {
    colorPrimary: palette.jade, colorInfo: palette.info, colorSuccess: palette.successDeep, colorWarning: palette.warning, colorError: palette.danger, colorLink: palette.jadeDeep,
    colorTextBase: palette.ink, colorTextSecondary: palette.inkSoft, colorTextTertiary: palette.inkSoft, colorTextDescription: palette.inkSoft, colorTextPlaceholder: '#68726E',
    colorBgBase: palette.white, colorBgLayout: palette.paper, colorBorder: palette.line, colorBorderSecondary: palette.sand,
    fontFamily: "'Noto Sans SC Variable', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif",
    fontSize: 14, fontSizeSM: 13, fontSizeLG: 16, fontSizeHeading1: 28, fontSizeHeading2: 20, fontSizeHeading3: 16, fontSizeHeading4: 14,
    borderRadius: 8, motionDurationFast: '0.08s', motionDurationMid: '0.12s', motionDurationSlow: '0.15s',
    boxShadow: '0 1px 2px rgb(22 33 30 / 6%), 0 8px 24px rgb(22 33 30 / 8%)',
  },
  components: {
    Table: { headerBg: palette.sand, headerColor: palette.ink, rowHoverBg: '#F5F3EC', cellPaddingBlockSM: 6 },
    Layout: { headerBg: palette.white, siderBg: palette.white, bodyBg: palette.paper },
    Menu: { itemSelectedBg: palette.jadePale, itemSelectedColor: palette.jadeDeep },
  },
};
