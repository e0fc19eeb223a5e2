using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Index;
using DataflowSync.LiteDb.Pointer;

namespace DataflowSync.LiteDb.Reading;

/// <summary>
/// The files of one published generation, all open, so that removing their names hurts no one who reads them. Thread-safe.
/// </summary>
internal sealed class OpenGeneration : IDisposable
{
    private readonly List<IDisposable> _opened = [];

    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="IOException">A file cannot be opened; <see cref="FileNotFoundException"/> where it is gone.</exception>
    public OpenGeneration(ProfileDirectory directory, string dataset, DatasetPointer pointer, int readersPerFile)
    {
        Dataset = dataset;
        Pointer = pointer;
        try
        {
            var index = Open(directory, pointer.Index);
            Base = Open(directory, pointer.Base);
            Overlay = pointer.Overlay is null ? null : Open(directory, pointer.Overlay);
            Index = new IndexFile(index);
            IndexData = index;
            var collection = DocumentCollection.NameOf(dataset);
            BaseEngines = Keep(new EnginePool(Base, collection, readersPerFile));
            OverlayEngines = Overlay is null ? null : Keep(new EnginePool(Overlay, collection, readersPerFile));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Dataset { get; }

    public DatasetPointer Pointer { get; }

    public IndexFile Index { get; }

    public VerifiedFile Base { get; }

    public VerifiedFile? Overlay { get; }

    public EnginePool BaseEngines { get; }

    public EnginePool? OverlayEngines { get; }

    /// <summary>All files of the generation.</summary>
    public IEnumerable<VerifiedFile> Files => Overlay is null ? [IndexData, Base] : [IndexData, Base, Overlay];

    private VerifiedFile IndexData { get; }

    public void Dispose()
    {
        for (var i = _opened.Count - 1; i >= 0; i--)
        {
            _opened[i].Dispose();
        }
    }

    private VerifiedFile Open(ProfileDirectory directory, StoredFile file) => Keep(VerifiedFile.Open(directory.Disk, directory.Path, file));

    private T Keep<T>(T opened)
        where T : IDisposable
    {
        _opened.Add(opened);
        return opened;
    }
}
