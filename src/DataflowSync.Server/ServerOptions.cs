using System.ComponentModel.DataAnnotations;

namespace DataflowSync.Server;

/// <summary>Where the server listens, what it serves, and its limits.</summary>
public sealed class ServerOptions
{
    /// <summary>Directory of the catalogs. It is made when it is first needed.</summary>
    /// <value>The default is catalogs, in the current directory.</value>
    [Required]
    public string DataDirectory { get; set; } = "catalogs";

    /// <summary>
    /// Directory of the profiles and of the keys that encrypt their credentials: outside <see cref="DataDirectory"/>, so that a copy of the
    /// catalogs never holds them. Only the user of the process can read what is in it. Null for a directory beside the catalogs with
    /// <c>-config</c> behind its name.
    /// </summary>
    /// <value>The default is null.</value>
    public string? ConfigDirectory { get; set; }

    /// <summary>
    /// Addresses to listen on: <c>http://</c>, a host and a port, nothing behind it. Port 0, with an IP address, stands for any that is free. Any
    /// address but loopback needs <see cref="ApiKeyFile"/>.
    /// </summary>
    /// <value>The default is http://127.0.0.1:8080.</value>
    [Required]
    [MinLength(1)]
    public IReadOnlyList<string> Urls { get; set; } = ["http://127.0.0.1:8080"];

    /// <summary>
    /// File with the key that clients have to send: 32 to 1,024 printable characters without blanks, readable for nobody but the user and
    /// group of the process. Null for no key.
    /// </summary>
    /// <value>The default is null.</value>
    public string? ApiKeyFile { get; set; }

    /// <summary>Most streams of progress at a time, of all clients: 1 to 10,000.</summary>
    /// <value>The default is 512.</value>
    [Range(1, 10_000)]
    public int MaxProgressStreams { get; set; } = 512;

    /// <summary>Most requests a second of one client that change nothing: 1 to 1,000,000.</summary>
    /// <value>The default is 5,000.</value>
    [Range(1, 1_000_000)]
    public int ReadsPerSecond { get; set; } = 5_000;

    /// <summary>Most requests a second of one client that change or begin something; ten seconds' worth may come at once: 1 to 10,000.</summary>
    /// <value>The default is 10.</value>
    [Range(1, 10_000)]
    public int ChangesPerSecond { get; set; } = 10;
}
