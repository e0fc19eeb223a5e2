namespace DataflowSync.LiteDb.Files;

/// <summary>A published file as the pointer names it.</summary>
/// <param name="Name">Name in the profile's directory.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Sums">The sum of its page sums: what ties this very file to the pointer.</param>
internal sealed record StoredFile(string Name, long Length, string Sums);
