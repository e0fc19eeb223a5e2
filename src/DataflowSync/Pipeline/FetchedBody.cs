using System.IO.Pipelines;

namespace DataflowSync.Pipeline;

/// <summary>A body on its way from fetch to parse: its bytes flow through a bounded pipe while both work.</summary>
/// <param name="reader">The bytes.</param>
/// <param name="length">Decoded length, where known.</param>
/// <param name="isFirst">Whether it is the step's first body.</param>
/// <param name="group">The group whose list it is, where a list is fetched group by group.</param>
internal sealed class FetchedBody(PipeReader reader, long? length, bool isFirst = true, string? group = null)
{
    private readonly TaskCompletionSource _parsed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the body was read to its end or given up.</summary>
    public Task Parsed => _parsed.Task;

    public string? Group { get; } = group;

    public bool IsFirst { get; } = isFirst;

    public PipeReader Reader { get; } = reader;

    public long? Length { get; } = length;

    /// <summary>What the source tolerated; set before the pipe is completed.</summary>
    public IEnumerable<string> Warnings { get; set; } = [];

    /// <summary>
    /// Why the bytes ended early; set before the pipe is completed. The pipe is completed without it, for it would throw
    /// the error at once and lose the bytes that arrived before.
    /// </summary>
    public SourceException? Fault { get; set; }

    public void SetParsed() => _parsed.TrySetResult();

    public override string ToString() => "body";
}
