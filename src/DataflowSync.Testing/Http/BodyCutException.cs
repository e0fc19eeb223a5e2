namespace DataflowSync.Testing.Http;

/// <summary>The body has come to the byte at which a fault strikes.</summary>
internal sealed class BodyCutException : Exception;
