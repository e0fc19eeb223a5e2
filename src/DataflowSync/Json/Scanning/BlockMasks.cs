namespace DataflowSync.Json.Scanning;

/// <summary>What stands where in 64 bytes of JSON: a bit for each byte, the lowest for the first.</summary>
/// <param name="Quotes">Quotation marks.</param>
/// <param name="Backslashes">Backslashes.</param>
/// <param name="Structure">Commas and brackets of either kind, in texts too.</param>
internal readonly record struct BlockMasks(ulong Quotes, ulong Backslashes, ulong Structure);
