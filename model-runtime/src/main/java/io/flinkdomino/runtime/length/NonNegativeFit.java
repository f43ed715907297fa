package io.flinkdomino.runtime.length;

import java.util.Arrays;

/**
 * Linear least squares with coefficients that are never negative. Old observations fade, and
 * penalties hold what no observation says. One thread at a time.
 *
 * <p>A coefficient that comes out negative is held at zero and the others are solved again. That is
 * not always the very best fit, but it always is one, and every coefficient keeps its meaning.
 */
final class NonNegativeFit {

  private static final double TINY = 1e-12;

  private final int size;
  private final double keep;
  private final double[][] seen;
  private final double[] seenTargets;
  private final double[][] penalties;
  private double[] coefficients;
  private boolean solved = true;

  /**
   * Starts without observations.
   *
   * @param size coefficients
   * @param keep what an observation still weighs after the next one, 0 to 1
   */
  NonNegativeFit(int size, double keep) {
    this.size = size;
    this.keep = keep;
    seen = new double[size][size];
    seenTargets = new double[size];
    penalties = new double[size][size];
    coefficients = new double[size];
    for (int i = 0; i < size; i++) {
      penalties[i][i] = TINY;
    }
  }

  /** Pulls one coefficient towards zero. */
  void keepSmall(int index, double weight) {
    penalties[index][index] += weight;
  }

  /**
   * Pulls {@code scale * coefficient[index]} and {@code otherScale * coefficient[other]} together.
   */
  void keepAlike(int index, double scale, int other, double otherScale, double weight) {
    penalties[index][index] += weight * scale * scale;
    penalties[other][other] += weight * otherScale * otherScale;
    penalties[index][other] -= weight * scale * otherScale;
    penalties[other][index] -= weight * scale * otherScale;
  }

  /** Takes in one observation of {@code features * coefficients}. */
  void observe(double[] features, double value, double weight) {
    for (int i = 0; i < size; i++) {
      double factor = weight * features[i];
      seenTargets[i] = keep * seenTargets[i] + factor * value;
      for (int j = 0; j < size; j++) {
        seen[i][j] = keep * seen[i][j] + factor * features[j];
      }
    }
    solved = false;
  }

  /** The coefficients that fit best. */
  double[] coefficients() {
    if (!solved) {
      solve();
      solved = true;
    }
    return coefficients;
  }

  private void solve() {
    boolean[] free = new boolean[size];
    Arrays.fill(free, true);
    double[] solution = solve(free);
    for (int i = worst(solution); i >= 0; i = worst(solution)) {
      free[i] = false;
      solution = solve(free);
    }
    coefficients = solution;
  }

  private static int worst(double[] solution) {
    int worst = -1;
    for (int i = 0; i < solution.length; i++) {
      if (solution[i] < 0 && (worst < 0 || solution[i] < solution[worst])) {
        worst = i;
      }
    }
    return worst;
  }

  /** Solves for the free coefficients by elimination; the others are zero. */
  private double[] solve(boolean[] free) {
    double[][] a = new double[size][size + 1];
    for (int i = 0; i < size; i++) {
      if (!free[i]) {
        a[i][i] = 1;
        continue;
      }
      for (int j = 0; j < size; j++) {
        a[i][j] = free[j] ? seen[i][j] + penalties[i][j] : 0;
      }
      a[i][size] = seenTargets[i];
    }
    for (int i = 0; i < size; i++) {
      eliminate(a, i);
    }
    double[] x = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double sum = a[i][size];
      for (int j = i + 1; j < size; j++) {
        sum -= a[i][j] * x[j];
      }
      x[i] = sum / a[i][i];
    }
    return x;
  }

  // The matrix is symmetric and positive definite: no pivot is needed.
  private static void eliminate(double[][] a, int pivot) {
    for (int row = pivot + 1; row < a.length; row++) {
      double factor = a[row][pivot] / a[pivot][pivot];
      if (factor != 0) {
        for (int j = pivot; j <= a.length; j++) {
          a[row][j] -= factor * a[pivot][j];
        }
      }
    }
  }
}
