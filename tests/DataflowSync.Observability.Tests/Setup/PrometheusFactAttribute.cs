namespace DataflowSync.Observability.Tests.Setup;

/// <summary>A test that needs Prometheus, and is skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute() => Skip = Programs.MissingReason;
}
