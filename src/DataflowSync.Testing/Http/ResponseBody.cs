namespace DataflowSync.Testing.Http;

/// <summary>A body that is produced block by block, once.</summary>
internal abstract class ResponseBody
{
    /// <summary>The least room that <see cref="Fill"/> must be given.</summary>
    public const int MinBlock = 64 * 1024;

    /// <summary>Writes the next block and returns its length; 0 at the end.</summary>
    public abstract int Fill(Span<byte> destination);
}
