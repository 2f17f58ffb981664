/// The covariance of columns under weights that sum to one.
func covariance(_ columns: [[Double]], weights: [Double]) -> [[Double]] {
  let means = columns.map { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } }
  return columns.indices.map { row in
    columns.indices.map { column in
      var sum = 0.0
      for (index, weight) in weights.enumerated() {
        sum +=
          weight * (columns[row][index] - means[row]) * (columns[column][index] - means[column])
      }
      return sum
    }
  }
}

/// The lower triangle L with L·Lᵀ = scale · matrix, a column without variance left out.
func choleskyFactor(_ matrix: [[Double]], scale: Double) -> [[Double]] {
  var factor = matrix.map { $0.map { _ in 0.0 } }
  for row in matrix.indices {
    for column in 0...row {
      var sum = scale * matrix[row][column]
      for inner in 0..<column { sum -= factor[row][inner] * factor[column][inner] }
      if row == column {
        // Rounding may leave a hair under zero where two facts move together.
        factor[row][row] = max(sum, 1e-12 * scale * matrix[row][row]).squareRoot()
      } else if factor[column][column] > 0 {
        factor[row][column] = sum / factor[column][column]
      }
    }
  }
  return factor
}
