using System.Reflection;
using System.Runtime.Loader;
using SharpFuzz;

namespace DataflowSync.Fuzz.Coverage;

/// <summary>
/// Second copies of the assemblies under test, instrumented in memory and beside the ordinary ones: no build step changes files
/// that others use. What runs in it writes to the <see cref="EdgeMap"/>.
/// </summary>
internal sealed class InstrumentedContext() : AssemblyLoadContext("instrumented")
{
    private static readonly string[] UnderTest = ["DataflowSync", "DataflowSync.Xtream"];

    /// <summary>Makes a target in the context.</summary>
    /// <param name="target">Its type, with a public method <c>bool Run(byte[])</c>.</param>
    public static Func<byte[], bool> Load(Type target)
    {
        _ = EdgeMap.Instance;
        var own = new InstrumentedContext().LoadFromAssemblyName(target.Assembly.GetName());
        var instance = Activator.CreateInstance(own.GetType(target.FullName!, throwOnError: true)!)!;
        return instance.GetType().GetMethod("Run")!.CreateDelegate<Func<byte[], bool>>(instance);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll");
        return UnderTest.Contains(assemblyName.Name) ? LoadInstrumented(file)
            : assemblyName.Name == typeof(InstrumentedContext).Assembly.GetName().Name ? LoadFromAssemblyPath(file)
            : null;
    }

    private Assembly LoadInstrumented(string file)
    {
        var copy = Path.GetTempFileName();
        try
        {
            File.Copy(file, copy, overwrite: true);
            Fuzzer.Instrument(copy, _ => true, SharpFuzz.Options.Value);
            return LoadFromStream(new MemoryStream(File.ReadAllBytes(copy)));
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
