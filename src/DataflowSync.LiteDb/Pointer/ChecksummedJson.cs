using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>
/// Small JSON files with a sum of themselves: the last property holds the XXH3 of the whole file, taken with zeros in the
/// place of its own 16 digits.
/// </summary>
internal static class ChecksummedJson
{
    public const int FormatVersion = 1;
    public const string Blank = "0000000000000000";

    private static readonly byte[] End = Encoding.UTF8.GetBytes("\"\n}\n");

    public static Task WriteAsync<T>(Disk disk, string path, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
        Encoding.UTF8.GetBytes(Blank, bytes.AsSpan()[DigitsOf(bytes)]);
        Digits(XxHash3.HashToUInt64(bytes)).CopyTo(bytes.AsSpan()[DigitsOf(bytes)]);
        return DurableFile.ReplaceAsync(disk, path, bytes, cancellationToken);
    }

    /// <exception cref="InvalidDataException">The file is not as it was written.</exception>
    /// <exception cref="NotSupportedException">A newer version of this software wrote it.</exception>
    /// <exception cref="IOException">It cannot be read; <see cref="FileNotFoundException"/> or
    /// <see cref="DirectoryNotFoundException"/> where it is not there.</exception>
    public static T Read<T>(Disk disk, string path, JsonTypeInfo<T> type)
    {
        var bytes = SharedFile.ReadAllBytes(disk, path);
        if (bytes.Length < Blank.Length + End.Length || !bytes.AsSpan().EndsWith(End))
        {
            throw Damaged(path);
        }

        var digits = bytes.AsSpan()[DigitsOf(bytes)];
        var written = digits.ToArray();
        Encoding.UTF8.GetBytes(Blank, digits);
        if (!written.AsSpan().SequenceEqual(Digits(XxHash3.HashToUInt64(bytes))))
        {
            throw Damaged(path);
        }

        written.CopyTo(digits);
        try
        {
            RefuseNewer(bytes, path);
            return JsonSerializer.Deserialize(bytes, type) ?? throw Damaged(path);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is damaged: {e.Message}", e);
        }
    }

    private static Range DigitsOf(byte[] bytes) => (bytes.Length - End.Length - Blank.Length)..(bytes.Length - End.Length);

    private static byte[] Digits(ulong sum) => Encoding.UTF8.GetBytes(sum.ToString("x16", CultureInfo.InvariantCulture));

    private static InvalidDataException Damaged(string path) => new($"{Path.GetFileName(path)} is damaged.");

    private static void RefuseNewer(byte[] bytes, string path)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.TryGetProperty("formatVersion", out var version) && version.TryGetInt32(out var number) && number > FormatVersion)
        {
            throw new NotSupportedException(
                $"{path} has format {number}, written by a newer version of this software; this one reads up to {FormatVersion}. Use the newer version.");
        }
    }
}
