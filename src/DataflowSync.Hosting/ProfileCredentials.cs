namespace DataflowSync.Hosting;

/// <summary>User name and password of an account. Immutable. Nothing but its properties ever shows them.</summary>
public sealed class ProfileCredentials
{
    /// <summary>Makes credentials.</summary>
    /// <param name="username">The user name; any text.</param>
    /// <param name="password">The password; any text.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public ProfileCredentials(string username, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        Username = username;
        Password = password;
    }

    /// <summary>The user name.</summary>
    public string Username { get; }

    /// <summary>The password.</summary>
    public string Password { get; }

    /// <summary>Nothing of them.</summary>
    public override string ToString() => "credentials";
}
