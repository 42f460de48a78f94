/** One regression tree in arrays, node 0 its root. `feature` -1 marks a leaf, whose `value` is what it adds; else rows with the feature at or below `value` go to `left`. */
export interface Tree { readonly feature: Int16Array; readonly value: Float32Array; readonly left: Int32Array; readonly right: Int32Array }

/** Sum over the trees for each of `rows` rows of `features` float32 values, added to `scores`. */
export function addTrees(trees: readonly Tree[], matrix: Float32Array, features: number, scores: Float64Array): void {
  for (const { feature, value, left, right } of trees) {
    for (let row = 0; row < scores.length; row += 1) {
      const start = row * features;
      let node = 0;
      for (let tested = feature[0]!; tested >= 0; tested = feature[node]!) node = matrix[start + tested]! <= value[node]! ? left[node]! : right[node]!;
      scores[row]! += value[node]!;
    }
  }
}
