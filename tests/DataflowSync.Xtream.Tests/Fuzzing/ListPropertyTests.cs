using DataflowSync.Fuzz.Mutation;
using DataflowSync.Fuzz.Reading;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DataflowSync.Xtream.Tests.Fuzzing;

/// <summary>What must hold for whole lists and for what is left of them: no other exception, no standstill, no record lost.</summary>
public sealed class ListPropertyTests
{
    [Property(MaxTest = 300)]
    public Property A_record_becomes_the_same_whatever_stands_beside_it() => Prop.ForAll(Panel.Lists(), Seeds(), (list, seed) =>
    {
        var reading = Read(list, list.Body(), seed);

        Assert.Null(reading.Error);
        Assert.Equal(list.Records.SelectMany(record => Map(list, Read(list, (list with { Records = [record] }).Body(), seed))), Map(list, reading));
    });

    [Property(MaxTest = 600)]
    public Property A_changed_list_is_read_or_named_and_the_same_however_it_is_cut() => ForChanged((list, mutations, seed) =>
        Map(list, Read(list, mutations.Aggregate(list.Body(), (bytes, mutation) => mutation.Apply(bytes)), seed)));

    [Property(MaxTest = 600)]
    public Property Records_before_the_first_changed_byte_are_what_they_were() => ForChanged((list, mutations, seed) =>
    {
        var body = list.Body();
        var changed = mutations.Aggregate(body, (bytes, mutation) => mutation.Apply(bytes));
        var survivors = list.CountBefore(mutations.Min(mutation => mutation.At));

        Assert.Equal(Read(list, body, seed).Frames.Take(survivors), Read(list, changed, seed).Frames.Take(survivors));
    });

    private static Property ForChanged(Action<PanelList, ByteMutation[], int> check) => Prop.ForAll(
        Panel.Lists(),
        Panel.Mutations(3_000),
        Seeds(),
        (list, mutations, seed) => check(list, Within(mutations, list.Body().Length), seed));

    /// <summary>Most changes of a short body would be behind its end.</summary>
    private static ByteMutation[] Within(ByteMutation[] mutations, int length) =>
        [.. mutations.Select(mutation => mutation with { At = mutation.At % (length + 1) })];

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    /// <summary>Reads a body at once and in pieces, and holds both to one another and to a strict reader.</summary>
    private static ListReading Read(PanelList list, byte[] body, int seed)
    {
        var whole = ListReading.Of(list.Format, body, Limits.Usual, Cuts.None);
        var pieces = ListReading.Of(list.Format, body, Limits.Usual, Cuts.Random(new Random(seed), body.Length));
        Assert.Null(whole.Compare(pieces));
        StrictOracle.Check(body, whole);
        return whole;
    }

    /// <summary>What becomes of each record: its item, or why it is none.</summary>
    private static List<string> Map(PanelList list, ListReading reading)
    {
        var item = new ItemBuilder(list.Format);
        return [.. reading.Frames.Select(frame => ItemChecks.Map(list.Format, frame, item)?.ToString() ?? ItemJson.Write(item.ToItem()))];
    }
}
