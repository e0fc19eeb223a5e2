using System.ComponentModel.DataAnnotations;
using DataflowSync.Server.Security;

namespace DataflowSync.Server.Setup;

/// <summary>The options, read and found good. No message repeats a value: an address may hold a password by mistake.</summary>
internal sealed record ServerSettings
{
    public required ServerOptions Options { get; init; }

    public required string DataDirectory { get; init; }

    public required string ConfigDirectory { get; init; }

    public required IReadOnlyList<ListenAddress> Addresses { get; init; }

    /// <summary>Null where none is needed.</summary>
    public required ApiKey? Key { get; init; }

    /// <exception cref="ValidationException">An option is not valid.</exception>
    public static ServerSettings Read(ServerOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var data = Path.GetFullPath(options.DataDirectory);
        var config = Path.GetFullPath(options.ConfigDirectory ?? Path.TrimEndingDirectorySeparator(data) + "-config");
        if (IsInside(config, data))
        {
            throw new ValidationException("The directory of the profiles must not be the directory of the catalogs, or inside it.");
        }

        var addresses = options.Urls.Select(ListenAddress.Parse).ToList();
        var key = options.ApiKeyFile is { } file ? ApiKey.Read(file) : null;
        return key is null && addresses.Exists(address => !address.IsLoopback)
            ? throw new ValidationException(
                "Whoever reaches an address that is not loopback could read and change everything: such an address needs an API key file.")
            : new ServerSettings { Options = options, DataDirectory = data, ConfigDirectory = config, Addresses = addresses, Key = key };
    }

    private static bool IsInside(string path, string directory) =>
        (Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar).StartsWith(
            Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
