using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>Reads and replaces a profile's pointer.</summary>
internal static class PointerFile
{
    /// <returns>Null where nothing was published yet.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">A newer version of this software wrote it.</exception>
    public static CatalogPointer? Read(ProfileDirectory directory)
    {
        try
        {
            return ChecksummedJson.Read(directory.Disk, directory.PointerPath, StoreJson.Default.CatalogPointer);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The moment of publication. The directory's flush is the caller's.</summary>
    public static Task WriteAsync(ProfileDirectory directory, CatalogPointer pointer, CancellationToken cancellationToken) =>
        ChecksummedJson.WriteAsync(directory.Disk, directory.PointerPath, pointer, StoreJson.Default.CatalogPointer, cancellationToken);
}
