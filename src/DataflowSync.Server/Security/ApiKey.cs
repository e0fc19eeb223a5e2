using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace DataflowSync.Server.Security;

/// <summary>The key that clients have to send; only its hash is kept. Immutable.</summary>
internal sealed class ApiKey
{
    private const int MinLength = 32;
    private const int MaxLength = 1_024;

    /// <summary>As ssh refuses keys that others can read; the group may read, for that is how service managers hand out secrets.</summary>
    private const UnixFileMode Forbidden =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    private readonly byte[] _hash;

    private ApiKey(string key) => _hash = Hash(key);

    /// <exception cref="ValidationException">The file cannot be read, others can read it, or it holds no key.</exception>
    public static ApiKey Read(string path) => new(ReadText(path));

    /// <summary>The key itself, for a client that sends it.</summary>
    /// <exception cref="ValidationException">The file cannot be read, others can read it, or it holds no key.</exception>
    public static string ReadText(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Forbidden) != 0)
            {
                throw new ValidationException("Other users can read or change the API key file: chmod 600 it, and better make a new key.");
            }

            using var reader = new StreamReader(path, Encoding.UTF8);
            var buffer = new char[MaxLength + 2];
            var key = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
            return key.Length is >= MinLength and <= MaxLength && key.All(letter => letter is > ' ' and <= '~')
                ? key
                : throw new ValidationException($"The API key file has to hold one key of {MinLength} to {MaxLength:N0} printable characters without blanks.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ValidationException($"The API key file cannot be read ({exception.GetType().Name}).");
        }
    }

    /// <summary>Compares in a time that tells nothing of where they differ.</summary>
    public bool Is(string candidate) => CryptographicOperations.FixedTimeEquals(_hash, Hash(candidate));

    /// <summary>Differs from that of every other key, and tells nothing of it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_hash));

    /// <summary>Nothing of it.</summary>
    public override string ToString() => "API key";

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
