namespace DataflowSync.Testing.Records;

/// <summary>
/// Where a composed text goes: into the bytes of a record, or into a string for the expected document. Each text is thus composed
/// by one piece of code, without garbage where a million of them are sent.
/// </summary>
internal interface ITextSink
{
    void Add(Fragment fragment);

    void AddNumber(long value);

    /// <summary>Ten characters <c>A-Z a-z 0-9 - _</c> drawn from <paramref name="bits"/>.</summary>
    void AddToken(ulong bits);
}
