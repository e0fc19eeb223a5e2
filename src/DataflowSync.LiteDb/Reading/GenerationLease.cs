namespace DataflowSync.LiteDb.Reading;

/// <summary>Keeps the files of a generation open until it is disposed.</summary>
internal sealed class GenerationLease(OpenGenerations owner, OpenGenerations.Key key, OpenGeneration generation) : IDisposable
{
    public OpenGenerations.Key Key => key;

    public OpenGeneration Generation => generation;

    /// <summary>Belongs to the owner, under its lock.</summary>
    public bool IsReturned { get; set; }

    /// <summary>One more lease, so that a read outlives the snapshot's end.</summary>
    /// <exception cref="ObjectDisposedException">This one has ended.</exception>
    public GenerationLease Share() => owner.Share(this);

    public void Dispose() => owner.Return(this);
}
