namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>A file of which is known what lasts and what waits for its flush.</summary>
internal sealed class PlatterFile(TreeFile lasting)
{
    private const int Sector = 512;

    private readonly List<DiskOperation> _pending = [];
    private TreeFile _lasting = lasting;

    public bool HasPending => _pending.Count > 0;

    public void Add(DiskOperation operation) => _pending.Add(operation);

    public void Flush()
    {
        _lasting = After(DataLoss.None, new Random(0));
        _pending.Clear();
    }

    /// <summary>The file as it is found when the power is back.</summary>
    public TreeFile After(DataLoss loss, Random random)
    {
        if (loss == DataLoss.All || _pending.Count == 0)
        {
            return _lasting;
        }

        var length = Math.Max(_lasting.Content.Length, _pending.Max(EndOf));
        var content = new byte[length];
        if (loss == DataLoss.Garbage || (loss == DataLoss.Random && random.Next(2) == 0))
        {
            random.NextBytes(content);
        }

        _lasting.Content.CopyTo(content, 0);
        long end = _lasting.Content.Length;
        var time = _lasting.WrittenAt;
        foreach (var operation in _pending)
        {
            var kept = KeptOf(operation, loss, random);
            switch (operation.Kind)
            {
                case OperationKind.Write:
                    operation.Content.AsSpan(kept).CopyTo(content.AsSpan((int)operation.Offset + kept.Start.Value));
                    end = Math.Max(end, EndOf(operation));
                    time = kept.Equals(..0) ? time : null;
                    break;

                case OperationKind.Resize when !kept.Equals(..0) || loss is DataLoss.Zeros or DataLoss.Garbage:
                    content.AsSpan((int)Math.Min(operation.Offset, end)..).Clear();
                    end = operation.Offset;
                    time = null;
                    break;

                case OperationKind.Stamp when !kept.Equals(..0):
                    time = operation.Time;
                    break;
            }
        }

        if (loss == DataLoss.Random && random.Next(3) == 0)
        {
            end = random.NextInt64(Math.Min(end, _lasting.Content.Length), end + 1);
        }

        return new TreeFile(content[..(int)end], time);
    }

    /// <summary>Which part of a write lasts; of other operations, anything for all of it.</summary>
    private static Range KeptOf(DiskOperation operation, DataLoss loss, Random random)
    {
        var all = ..Math.Max(1, operation.Content.Length);
        all = operation.Kind == OperationKind.Write ? ..operation.Content.Length : all;
        if (loss != DataLoss.Random)
        {
            return loss == DataLoss.None ? all : ..0;
        }

        var torn = operation.Content.Length / Sector * Sector == 0 ? 0 : random.Next(operation.Content.Length / Sector) * Sector;
        return random.Next(4) switch
        {
            0 => ..0,
            1 when operation.Kind == OperationKind.Write => ..torn,
            2 when operation.Kind == OperationKind.Write => torn..operation.Content.Length,
            _ => all,
        };
    }

    private static long EndOf(DiskOperation operation) => operation.Kind == OperationKind.Stamp ? 0 : operation.Offset + operation.Content.Length;
}
