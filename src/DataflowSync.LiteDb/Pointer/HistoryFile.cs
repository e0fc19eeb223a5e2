using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>Reads and replaces a profile's history.</summary>
internal static class HistoryFile
{
    /// <returns>An empty history where none was saved yet.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">A newer version of this software wrote it.</exception>
    public static HistoryDocument Read(ProfileDirectory directory)
    {
        try
        {
            return ChecksummedJson.Read(directory.Disk, directory.HistoryPath, StoreJson.Default.HistoryDocument);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new HistoryDocument { History = new ProfileStatus() };
        }
    }

    public static async Task WriteAsync(ProfileDirectory directory, HistoryDocument document, CancellationToken cancellationToken)
    {
        await ChecksummedJson.WriteAsync(directory.Disk, directory.HistoryPath, document, StoreJson.Default.HistoryDocument, cancellationToken).ConfigureAwait(false);
        directory.Flush();
    }
}
