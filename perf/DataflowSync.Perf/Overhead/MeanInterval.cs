namespace DataflowSync.Perf.Overhead;

/// <summary>A mean with its 95 % confidence interval by Student's t-distribution.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="HalfWidth">How far the interval goes to either side.</param>
internal sealed record MeanInterval(double Mean, double HalfWidth)
{
    /// <summary>The standard normal's quantile for 95 %, both sides.</summary>
    private const double Z = 1.959964;

    /// <param name="values">At least two.</param>
    public static MeanInterval Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new MeanInterval(mean, Quantile(values.Count - 1) * Math.Sqrt(variance / values.Count));
    }

    /// <summary>Cornish and Fisher's expansion of Student's quantile (Abramowitz and Stegun 26.7.5): right to 0.001 from 9 degrees of freedom on.</summary>
    private static double Quantile(int degrees)
    {
        var (z3, z5, z7) = (Math.Pow(Z, 3), Math.Pow(Z, 5), Math.Pow(Z, 7));
        return Z
            + ((z3 + Z) / (4 * degrees))
            + (((5 * z5) + (16 * z3) + (3 * Z)) / (96 * Math.Pow(degrees, 2)))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * Z)) / (384 * Math.Pow(degrees, 3)));
    }
}
