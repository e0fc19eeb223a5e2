namespace DataflowSync.Perf.Providing;

/// <summary>What the provider's process answers when it serves a catalog.</summary>
/// <param name="Url">Where.</param>
/// <param name="Username">Who is let in.</param>
/// <param name="Password">With which password.</param>
/// <param name="Bytes">Length of the list of movies.</param>
/// <param name="Rows">Records in it.</param>
internal sealed record ServedCatalog(string Url, string Username, string Password, long Bytes, int Rows)
{
    public override string ToString() => Url;
}
