using DataflowSync.Cli.Telemetry;

namespace DataflowSync.Otlp.Tests;

/// <summary>What the variables ask for.</summary>
public sealed class OtlpPlanTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317";

    [Theory]
    [InlineData("", "")]
    [InlineData("traces metrics logs", Endpoint)]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT= ")]
    [InlineData("traces", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://collector/v1/traces")]
    [InlineData("metrics", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://collector")]
    [InlineData("logs", "OTEL_LOGS_EXPORTER=otlp")]
    [InlineData("metrics logs", Endpoint, "OTEL_TRACES_EXPORTER=none")]
    [InlineData("", Endpoint, "OTEL_SDK_DISABLED=True")]
    [InlineData("traces metrics logs", Endpoint, "OTEL_SDK_DISABLED=no")]
    [InlineData("", "OTEL_SERVICE_NAME=sync", "OTEL_EXPORTER_OTLP_HEADERS=key=value", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")]
    public void Signals_are_exported_where_an_endpoint_or_an_exporter_asks_for_them(string signals, params string[] variables)
    {
        var plan = Read(variables);

        Assert.Equal((signals, signals.Length == 0), (Signals(plan), plan.IsEmpty));
        Assert.Empty(plan.Refusals);
    }

    [Theory]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT=Geheim")]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT=ftp://Geheim@collector")]
    [InlineData("metrics logs", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Endpoint, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=Geheim")]
    [InlineData("traces logs", "OTEL_METRICS_EXPORTER", Endpoint, "OTEL_METRICS_EXPORTER=prometheus,Geheim")]
    [InlineData("", "OTEL_EXPORTER_OTLP_PROTOCOL", Endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL=Geheim")]
    [InlineData("traces metrics", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", Endpoint, "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/json")]
    [InlineData("", "OTEL_EXPORTER_OTLP_HEADERS", Endpoint, "OTEL_EXPORTER_OTLP_HEADERS=name=value,Geheim")]
    [InlineData("", "OTEL_EXPORTER_OTLP_HEADERS", Endpoint, "OTEL_EXPORTER_OTLP_HEADERS==Geheim")]
    public void What_cannot_be_is_left_out_and_told_once_by_the_variables_name_alone(string signals, string name, params string[] variables)
    {
        var plan = Read(variables);

        Assert.Equal(signals, Signals(plan));
        var refusal = Assert.Single(plan.Refusals);
        Assert.StartsWith($"{name} is ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim", refusal, StringComparison.Ordinal);
    }

    private static string Signals(OtlpPlan plan) => string.Join(
        ' ', new[] { (plan.Traces, "traces"), (plan.Metrics, "metrics"), (plan.Logs, "logs") }.Where(signal => signal.Item1).Select(signal => signal.Item2));

    private static OtlpPlan Read(string[] variables)
    {
        var values = variables.Where(variable => variable.Length > 0).Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new OtlpPlan(values.GetValueOrDefault);
    }
}
