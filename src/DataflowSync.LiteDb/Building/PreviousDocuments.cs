using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Reading;
using LiteDB;

namespace DataflowSync.LiteDb.Building;

/// <summary>The published documents as the writer reads them: one at a time by row, or ascending through base and overlay.</summary>
internal sealed class PreviousDocuments(OpenGeneration generation) : IDisposable
{
    private SequentialDocuments? _base;
    private SequentialDocuments? _overlay;

    /// <summary>The document of a row.</summary>
    /// <exception cref="InvalidDataException">It is not there, or its file is damaged.</exception>
    public BsonDocument Find(int row) => FileOf(row).Find(row);

    /// <summary>The document of a row; rows are asked for in ascending order.</summary>
    /// <exception cref="InvalidDataException">It is not there, or its file is damaged.</exception>
    public BsonDocument Next(int row) => FileOf(row).Next(row);

    public void Dispose()
    {
        _base?.Dispose();
        _overlay?.Dispose();
    }

    private SequentialDocuments FileOf(int row) => generation.Index.OverlayRows.Contains(row)
        ? _overlay ??= new SequentialDocuments(generation.Overlay!, generation.Dataset)
        : _base ??= new SequentialDocuments(generation.Base, generation.Dataset);
}
