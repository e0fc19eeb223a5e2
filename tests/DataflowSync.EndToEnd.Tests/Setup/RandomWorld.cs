using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>What may happen to a provider between two syncs and during one, drawn at random.</summary>
internal static class RandomWorld
{
    private static readonly int[] TransientStatus = [408, 429, 500, 502, 503, 522];

    public static void Shape(Random random, FakeProviderOptions options)
    {
        options.Seed = random.Next();
        options.Channels = random.Next(100);
        options.Movies = random.Next(200);
        options.Series = random.Next(60);
        options.ChannelCategories = random.Next(2, 8);
        options.MovieCategories = random.Next(2, 8);
        options.SeriesCategories = random.Next(2, 8);
        options.RepeatPerCategory = random.Next(3) switch { 0 => 0.3, 1 => 0.9, _ => 0 };
        options.Ids = random.Next(2) == 0 ? FakeIdOrder.Ascending : FakeIdOrder.Shuffled;
        options.NumbersAsStrings = random.Next(4) == 0;
        options.Gzip = random.Next(4) == 0;
        options.SendContentLength = random.Next(3) == 0;
    }

    public static void Change(Random random, FakeList list)
    {
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var some = random.Next(list.Count + 1);
            switch (random.Next(9))
            {
                case 0:
                    list.Add(random.Next(30));
                    break;
                case 1:
                    list.InsertAtTop(random.Next(30));
                    break;
                case 2:
                    list.Change(some);
                    break;
                case 3:
                    list.Remove(some);
                    break;
                case 4:
                    list.Reorder(random.Next());
                    break;
                case 5:
                    list.Renumber();
                    break;
                case 6:
                    list.ChangeAt(Enumerable.Range(0, some));
                    break;
                case 7:
                    list.RemoveAt(Enumerable.Range(0, Math.Min(some, 10)));
                    break;
                default:
                    if (random.Next(3) == 0)
                    {
                        list.Clear();
                    }

                    break;
            }
        }
    }

    /// <summary>Faults of one step, all of which another attempt may help: sometimes more than there are attempts.</summary>
    public static void Disturb(Random random, FakeFaults faults, string target)
    {
        if (random.Next(2) == 0)
        {
            return;
        }

        for (var times = random.Next(1, 6); times > 0; times--)
        {
            // Up to and beyond the end of small lists, after which a fault does no harm. Not before the first byte: a list that is
            // always empty is fetched by categories in the end, in another order.
            var at = random.Next(4) == 0 ? random.Next(1, 20) : random.Next(1, 40_000);
            var fault = random.Next(4) switch
            {
                0 => Fault.Reset(at),
                1 => Fault.Status(TransientStatus[random.Next(TransientStatus.Length)]),
                _ => Fault.Truncate(at),
            };
            faults.Add(fault with { Target = target });
        }
    }
}
