namespace DataflowSync.Server.Security;

/// <summary>A key, shown to be let in.</summary>
internal sealed class SignInRequest
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>Nothing of it.</summary>
    public override string ToString() => "a request to sign in";
}
