using DataflowSync.Cli.Output;

namespace DataflowSync.Cli.Telemetry;

/// <summary>
/// What the standard variables <c>OTEL_*</c> ask to be exported. What is not read here is read by the SDK, which ignores values it does not
/// understand. Values may hold keys: none is repeated.
/// </summary>
internal sealed class OtlpPlan
{
    public const string TracesSignal = "TRACES";
    public const string MetricsSignal = "METRICS";
    public const string LogsSignal = "LOGS";

    private readonly Func<string, string?> _variable;
    private readonly List<string> _refusals = [];

    /// <param name="variable">The value of a variable; null where it is not set.</param>
    public OtlpPlan(Func<string, string?> variable)
    {
        _variable = variable;
        if (!string.Equals(Value("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Traces = IsWanted(TracesSignal);
            Metrics = IsWanted(MetricsSignal);
            Logs = IsWanted(LogsSignal);
        }
    }

    /// <summary>Reads the environment, and says on standard error what of it cannot be.</summary>
    public static OtlpPlan FromEnvironment()
    {
        var plan = new OtlpPlan(Environment.GetEnvironmentVariable);
        foreach (var refusal in plan.Refusals)
        {
            Warnings.Print($"{refusal}, so what it is about is not exported");
        }

        return plan;
    }

    public bool Traces { get; }

    public bool Metrics { get; }

    public bool Logs { get; }

    public bool IsEmpty => !Traces && !Metrics && !Logs;

    /// <summary>Variables that ask for what cannot be, with what they may be. What they are about is not exported.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <returns>What a signal has instead of the others, such as an address of its own; null where nothing.</returns>
    public string? Own(string signal, string setting) => Value(OwnName(signal, setting));

    private bool IsWanted(string signal) => Value($"OTEL_{signal}_EXPORTER") switch
    {
        null => Find(signal, "ENDPOINT").Value is not null && IsPossible(signal),
        "none" => false,
        "otlp" => IsPossible(signal),
        _ => Refuse($"OTEL_{signal}_EXPORTER is neither otlp nor none"),
    };

    private bool IsPossible(string signal) =>
        Check(signal, "ENDPOINT", IsAddress, "is not an http or https address")
        && Check(signal, "PROTOCOL", value => value is "grpc" or "http/protobuf", "is neither grpc nor http/protobuf")
        && Check(signal, "HEADERS", AreHeaders, "is not NAME=VALUE,NAME=VALUE…");

    private bool Check(string signal, string setting, Func<string, bool> isValid, string refusal) =>
        Find(signal, setting) is var (name, value) && (value is null || isValid(value) || Refuse($"{name} {refusal}"));

    /// <returns>The variable of the signal alone, or else the one of all signals.</returns>
    private (string Name, string? Value) Find(string signal, string setting)
    {
        var general = $"OTEL_EXPORTER_OTLP_{setting}";
        return Own(signal, setting) is { } value ? (OwnName(signal, setting), value) : (general, Value(general));
    }

    private static string OwnName(string signal, string setting) => $"OTEL_EXPORTER_OTLP_{signal}_{setting}";

    private string? Value(string name) => _variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private bool Refuse(string refusal)
    {
        if (!_refusals.Contains(refusal))
        {
            _refusals.Add(refusal);
        }

        return false;
    }

    private static bool IsAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");

    private static bool AreHeaders(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(header => header.IndexOf('=', StringComparison.Ordinal) > 0);
}
