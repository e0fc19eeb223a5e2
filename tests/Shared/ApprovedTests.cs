namespace DataflowSync.Tests.Shared;

/// <summary>Snapshots can fail: without this, all tests that use them could pass for nothing.</summary>
public sealed class ApprovedTests
{
    [Fact]
    public void A_snapshot_that_nobody_approved_fails_and_is_not_made()
    {
        const string Name = "no-such-snapshot";

        AssertFails(Name, "anything");

        Assert.False(File.Exists(Approved.FileOf(Name)));
    }

    [Theory]
    [InlineData("changed", "first\n  second\n", "first\n  secund\n")]
    [InlineData("blank", "first\n  second\n", "first\n  second \n")]
    [InlineData("shortened", "first\n  second\n", "first\n")]
    [InlineData("number", "{\"a\":1}\n", "{\"a\":1.0}\n")]
    [InlineData("order", "{\"a\":1,\"b\":2}\n", "{\"b\":2,\"a\":1}\n")]
    public void A_text_that_differs_from_the_approved_one_fails(string kind, string approved, string actual)
    {
        var name = $"approved-for-a-test-{kind}";
        Directory.CreateDirectory(Path.GetDirectoryName(Approved.FileOf(name))!);
        File.WriteAllText(Approved.FileOf(name), approved);
        try
        {
            Approved.Match(name, approved);
            AssertFails(name, actual);
        }
        finally
        {
            File.Delete(Approved.FileOf(name));
        }
    }

    private static void AssertFails(string name, string text)
    {
        Assert.ThrowsAny<Exception>(() => Approved.Match(name, text));
        Assert.Equal(text, File.ReadAllText(Approved.MismatchOf(name)).TrimEnd('\n') + (text.EndsWith('\n') ? "\n" : string.Empty));
        File.Delete(Approved.MismatchOf(name));
    }
}
