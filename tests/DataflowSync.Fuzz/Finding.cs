namespace DataflowSync.Fuzz;

/// <summary>An input that must not do what it did.</summary>
internal sealed record Finding(byte[] Input, Exception Exception)
{
    /// <summary>Tells findings apart: what was thrown, and where.</summary>
    public string Place =>
        $"{Exception.GetType().Name}: {Exception.Message.Split(':')[0]} {Exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("DataflowSync", StringComparison.Ordinal))?.Trim()}";
}
