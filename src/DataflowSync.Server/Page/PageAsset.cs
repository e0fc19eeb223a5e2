namespace DataflowSync.Server.Page;

/// <summary>A file that pages use.</summary>
/// <param name="Path">Where it is; another one as soon as the content is.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PageAsset(string Path, string ContentType, ReadOnlyMemory<byte> Content);
