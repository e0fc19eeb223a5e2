using DataflowSync.Server.Profiles;

namespace DataflowSync.Server.Page;

/// <summary>A fetch that was held back, beside what is published instead.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="Step">The step.</param>
/// <param name="Fetch">What was fetched.</param>
/// <param name="Published">Items that are published; null where no kept run tells.</param>
internal sealed record HeldRow(string ProfileId, string Step, HeldFetch Fetch, long? Published);
