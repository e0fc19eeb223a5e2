using System.Collections.Concurrent;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests.Readers;

/// <summary>The lists of every version of the pointer, known before anybody can read it. Thread-safe.</summary>
internal sealed class Editions
{
    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<string, PublishedList>> _versions = new()
    {
        [0] = Documents.Datasets.ToDictionary(dataset => dataset, _ => new PublishedList([])),
    };

    /// <summary>The last version that was foreseen.</summary>
    public long Latest { get; private set; }

    public IReadOnlyDictionary<string, PublishedList> this[long version] => _versions[version];

    /// <summary>The next version shows a list as it stands now, and the others as before.</summary>
    public void Foresee(FakeList list)
    {
        _versions[Latest + 1] = new Dictionary<string, PublishedList>(_versions[Latest]) { [list.Name] = new PublishedList(list.ExpectedDocuments()) };
        Latest++;
    }
}
