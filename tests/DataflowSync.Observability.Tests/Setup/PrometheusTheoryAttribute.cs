namespace DataflowSync.Observability.Tests.Setup;

/// <summary>Tests that need Prometheus, and are skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrometheusTheoryAttribute : TheoryAttribute
{
    public PrometheusTheoryAttribute() => Skip = Programs.MissingReason;
}
