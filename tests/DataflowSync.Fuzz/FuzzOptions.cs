using System.Globalization;

namespace DataflowSync.Fuzz;

/// <summary>The command line.</summary>
internal sealed class FuzzOptions
{
    public const string Usage = """
        dotnet run -c Release --project tests/DataflowSync.Fuzz -- [OPTION VALUE]...
          --target lists|replies   what is fuzzed; default lists
          --executions N           ends after so many; default 100000
          --seconds N              ends after so long, whichever comes first
          --seed N                 default 1; of what is left to chance
          --seeds DIR              bodies to begin with, beside the corpus that is built in
          --findings DIR           where inputs are put that broke something; default findings
          --save DIR               puts small inputs there that reach every edge reached; other files in it are deleted
        """;

    public FuzzTarget Target { get; private set; } = FuzzTarget.All[0];

    public long Executions { get; private set; } = 100_000;

    public TimeSpan Time { get; private set; } = TimeSpan.MaxValue;

    public int Seed { get; private set; } = 1;

    public string? Seeds { get; private set; }

    public string Findings { get; private set; } = "findings";

    public string? Save { get; private set; }

    /// <exception cref="ArgumentException">There is no such option, or its value is none.</exception>
    /// <exception cref="FormatException">A number is none.</exception>
    public static FuzzOptions Parse(string[] args)
    {
        var options = new FuzzOptions();
        foreach (var option in args.Chunk(2))
        {
            if (option is not [var name, var value])
            {
                throw new ArgumentException($"{option[0]} has no value");
            }

            options.Set(name, value);
        }

        return options;
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--target":
                Target = FuzzTarget.All.FirstOrDefault(target => target.Name == value) ?? throw new ArgumentException($"no target {value}");
                break;
            case "--executions":
                Executions = long.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--seconds":
                Time = TimeSpan.FromSeconds(int.Parse(value, CultureInfo.InvariantCulture));
                break;
            case "--seed":
                Seed = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--seeds":
                Seeds = value;
                break;
            case "--findings":
                Findings = value;
                break;
            case "--save":
                Save = value;
                break;
            default:
                throw new ArgumentException($"no option {name}");
        }
    }
}
