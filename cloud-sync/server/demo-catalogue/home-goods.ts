import type { Shelf } from './goods-row.ts';

/** Household, care and clothing. Clothing carries an RFID tag. Prices in fen, tax 13 %. */
export const homeShelves: readonly Shelf[] = [
  {
    category: 'household', firstItem: 101701, taxRateBasisPoints: 1300, costBasisPoints: 6800, shelfLifeDays: null, packUnits: 12, supplierId: 'bright-home', coded: 'barcode', ageLimitYears: null,
    rows: [
      ['tissue-6', '抽纸 6包', 'Facial tissues, 6 packs', 'cz', 1690, 900, 'box', '#9fc3dd'],
      ['toilet-paper-10', '卷纸 10卷', 'Toilet paper, 10 rolls', 'jz', 2290, 1400, 'roll', '#dbe5ea'],
      ['kitchen-roll-4', '厨房纸 4卷', 'Kitchen rolls, 4', 'cfz', 1490, 700, 'roll', '#e9dfc9'],
      ['dish-soap-1l', '洗洁精 1公斤', 'Washing-up liquid 1 kg', 'xjj', 1090, 1080, 'bottle', '#7fc04f'],
      ['laundry-liquid-3kg', '洗衣液 3公斤', 'Laundry liquid 3 kg', 'xyy', 3990, 3150, 'bottle', '#4b86c5'],
      ['bin-bags-60', '垃圾袋 60只', 'Bin bags, 60', 'ljd', 990, 380, 'roll', '#4a4f55'],
      ['cling-film', '保鲜膜 30米', 'Cling film 30 m', 'bxm', 1190, 250, 'roll', '#cfe3ea'],
      ['sponge-3', '百洁布 3片', 'Scouring sponges, 3', 'bjb', 590, 40, 'box', '#e6c63d'],
      ['batteries-aa-4', '五号电池 4节', 'AA batteries, 4', 'whdc', 1290, 95, 'box', '#2f3a45'],
      ['light-bulb', '球泡灯 9瓦', 'LED bulb 9 W', 'qpd', 1190, 60, 'box', '#f0dfa0'],
      ['umbrella', '折叠伞', 'Folding umbrella', 'zds', 3990, 320, 'box', '#3f5d8a'],
    ],
  },
  {
    category: 'care', firstItem: 101901, taxRateBasisPoints: 1300, costBasisPoints: 6500, shelfLifeDays: 900, packUnits: 12, supplierId: 'bright-home', coded: 'barcode', ageLimitYears: null,
    rows: [
      ['toothpaste-120', '薄荷牙膏 120克', 'Mint toothpaste 120 g', 'bhyg', 1190, 150, 'tube', '#58b5b0'],
      ['toothbrush-2', '软毛牙刷 2支', 'Soft toothbrushes, 2', 'rmys', 1390, 40, 'box', '#e78f9f'],
      ['shampoo-500', '洗发水 500毫升', 'Shampoo 500 ml', 'xfs', 3690, 560, 'bottle', '#7d5ba6'],
      ['shower-gel-750', '沐浴露 750毫升', 'Shower gel 750 ml', 'myl', 2990, 820, 'bottle', '#e2a9bd'],
      ['hand-soap-500', '洗手液 500毫升', 'Hand soap 500 ml', 'xsy', 1390, 560, 'bottle', '#8ecf9b'],
      ['soap-bar-3', '香皂 3块', 'Soap bars, 3', 'xz', 1190, 345, 'box', '#f0c9b0'],
      ['wet-wipes-80', '湿巾 80片', 'Wet wipes, 80', 'sj', 990, 420, 'box', '#a9d5e6'],
      ['sanitary-pads-10', '卫生巾 10片', 'Sanitary pads, 10', 'wsj', 1290, 110, 'bag', '#d78fb5'],
      ['hand-cream-75', '护手霜 75克', 'Hand cream 75 g', 'hss', 1990, 95, 'tube', '#f2d7c4'],
      ['plasters-20', '创可贴 20片', 'Plasters, 20', 'ckt', 690, 25, 'box', '#e1b48f'],
    ],
  },
  {
    category: 'clothing', firstItem: 100001, taxRateBasisPoints: 1300, costBasisPoints: 5200, shelfLifeDays: null, packUnits: 10, supplierId: 'cotton-lane', coded: 'rfid', ageLimitYears: null,
    rows: [
      ['t-shirt-white-m', '纯棉T恤 白色 M', 'Cotton T-shirt, white, M', 'cmtx', 4900, 170, 'shirt', '#eceae4'],
      ['t-shirt-white-l', '纯棉T恤 白色 L', 'Cotton T-shirt, white, L', 'cmtx', 4900, 185, 'shirt', '#e6e4dd'],
      ['t-shirt-black-m', '纯棉T恤 黑色 M', 'Cotton T-shirt, black, M', 'cmtx', 4900, 170, 'shirt', '#2b2b2e'],
      ['t-shirt-black-l', '纯棉T恤 黑色 L', 'Cotton T-shirt, black, L', 'cmtx', 4900, 185, 'shirt', '#242427'],
      ['polo-blue-l', '短袖衬衫 蓝色 L', 'Short-sleeved shirt, blue, L', 'dxcs', 7900, 220, 'shirt', '#3b6ea8'],
      ['hoodie-grey-l', '连帽卫衣 灰色 L', 'Hooded sweatshirt, grey, L', 'lmwy', 12_900, 480, 'shirt', '#8b8f94'],
      ['socks-3', '棉袜 3双', 'Cotton socks, 3 pairs', 'mw', 2900, 130, 'box', '#6b7a5e'],
      ['scarf-red', '针织围巾 红色', 'Knitted scarf, red', 'zzwj', 6900, 180, 'roll', '#a8322f'],
      ['cap-navy', '棒球帽 藏青', 'Baseball cap, navy', 'bqm', 4500, 95, 'shirt', '#22324f'],
      ['tote-bag', '帆布袋', 'Canvas tote bag', 'fbd', 2500, 160, 'bag', '#cdbb95'],
      ['slippers-42', '居家拖鞋 42码', 'House slippers, size 42', 'jjtx', 2900, 290, 'box', '#7f6a58'],
      ['towel-bath', '纯棉浴巾', 'Cotton bath towel', 'cmyj', 5900, 400, 'roll', '#6fa3a0'],
    ],
  },
];
