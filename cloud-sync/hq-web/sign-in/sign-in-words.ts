import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';

export const signInWords = {
  'title': { zh: '登录总部', en: 'Sign in to head office' },
  'words': { zh: '用您的用户名和密码。也可以打开管理员发给您的一次性登录链接。', en: 'With your name and password. An entry link from your administrator works too.' },
  'demo': { zh: '演示环境：登录链接印在运行 npm start 的窗口里。', en: 'A demonstration: the entry link is printed in the window where npm start runs.' },
  'name': { zh: '用户名', en: 'Name' },
  'password': { zh: '密码', en: 'Password' },
  'sign-in': { zh: '登录', en: 'Sign in' },
  'first-title': { zh: '建立第一位管理员', en: 'The first administrator' },
  'first-words': { zh: '还没有任何账号。启动总部时，控制台上显示了一个一次性的码。', en: 'Nobody has an account yet. Head office showed a one-use code on its console when it started.' },
  'code': { zh: '控制台上的码', en: 'Code from the console' },
  'display-name': { zh: '姓名', en: 'Your name' },
  'create': { zh: '建立并登录', en: 'Create and sign in' },
  'name-rule': { zh: '小写字母、数字、点、横线，2 至 40 个', en: 'Small letters, digits, dots and hyphens, 2 to 40' },
  'password-rule': { zh: '至少 10 个字符，越长越好', en: 'At least 10 characters; longer is better' },
} as const satisfies TextTable;
